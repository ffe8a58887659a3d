package io.sendyard.bench;

import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** A Spring Boot web application with one Thymeleaf page, and nothing else. */
@EnableAutoConfiguration
public class BareApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(BareApplication.class, arguments);
    }

    @Bean
    RouterFunction<ServerResponse> page() {
        var rows = IntStream.range(0, 50).mapToObj(Row::of).toList();
        return RouterFunctions.route()
                .GET("/", _ -> ServerResponse.ok().render("bench/page", Map.of("rows", rows)))
                .build();
    }

    /** One row of the page. */
    public record Row(String id, String name, String mode, int streams, Instant createdAt) {

        static Row of(int number) {
            return new Row("c" + number, "Row " + number, "Live", 3, Instant.EPOCH);
        }
    }
}
