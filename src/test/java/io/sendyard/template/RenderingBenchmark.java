package io.sendyard.template;

import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A receipt of ten lines filled in, as with each message of a template. */
@State(Scope.Benchmark)
public class RenderingBenchmark {

    private static final String TEMPLATE =
            """
            <h1>Hello {{name}}</h1>
            <table>{{#each lines}}<tr><td>{{what}}</td><td>{{price}}</td></tr>{{/each}}</table>
            {{#if total}}<p>{{total}}</p>{{/if}}
            """;

    private final TemplateRendering rendering = new TemplateRendering();

    private final Map<String, Object> values =
            Map.of(
                    "name",
                    "Ann & Bob",
                    "total",
                    "€ 120.00",
                    "lines",
                    List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).stream()
                            .map(n -> Map.of("what", "Thing " + n, "price", "€ 12.00"))
                            .toList());

    @Benchmark
    public String render() {
        return rendering.html("html", TEMPLATE, values);
    }
}
