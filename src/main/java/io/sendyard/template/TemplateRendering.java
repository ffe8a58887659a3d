package io.sendyard.template;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import io.sendyard.core.Excerpt;
import io.sendyard.core.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Fills in Handlebars templates that customers wrote, within limits of time and size: they see
 * their own values and nothing else.
 */
@Component
public class TemplateRendering {

    /** In octets of UTF-8. */
    private static final int MOST_IN_TEMPLATE = 1024 * 1024;

    /** The library takes minutes to read a path of a thousand names. */
    private static final int MOST_IN_PATH = 20;

    /** Of what the library says, which may quote all of a template. */
    private static final int MOST_LOOKED_AT = 1_000;

    private static final int MOST_IN_REASON = 200;

    private static final long MOST_KEPT_CHARACTERS = 8L * 1024 * 1024;

    private static final List<String> NOT_FOR_CUSTOMERS =
            List.of("embedded", "precompile", "partial", "block", "i18n", "i18nJs", "log");

    private final Handlebars html = locked(EscapingStrategy.HTML_ENTITY);
    private final Handlebars text = locked(EscapingStrategy.NOOP);
    private final Cache<TemplateSource, Template> compiled =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_KEPT_CHARACTERS)
                    .weigher((TemplateSource source, Template _) -> source.text().length() + 100)
                    .build();

    /**
     * Fills in HTML: values are escaped.
     *
     * @param field of the request that contains the template
     * @throws Refusal at the field, with line and column if known
     */
    public String html(String field, String template, Map<String, Object> variables) {
        return render(field, new TemplateSource(true, template), variables);
    }

    /** Fills in plain text or a subject: values stand as they are. */
    public String text(String field, String template, Map<String, Object> variables) {
        return render(field, new TemplateSource(false, template), variables);
    }

    private String render(String field, TemplateSource source, Map<String, Object> variables) {
        if (source.text().getBytes(StandardCharsets.UTF_8).length > MOST_IN_TEMPLATE) {
            throw Refusal.invalid(field, "A text with variables can have 1 MiB.");
        }
        if (hasLongPath(source.text())) {
            throw Refusal.invalid(field, "A variable can be 20 names deep.");
        }
        var context = Context.newBuilder(variables).resolver(MapValueResolver.INSTANCE).build();
        try (var meter = RenderingLimit.start(context)) {
            var template = compiled.getIfPresent(source);
            if (template == null) {
                template = (source.escaped() ? html : text).compileInline(source.text());
                compiled.put(source, template);
            }
            template.apply(context, meter);
            return meter.result();
        } catch (HandlebarsException e) {
            throw Refusal.invalid(field, sentence(e));
        } catch (IllegalArgumentException e) {
            // Brackets with nothing between them: it looks for a helper of that name.
            throw Refusal.invalid(field, "There is a variable without a name.");
        } catch (IOException e) {
            throw Refusal.invalid(field, tooMuch(e));
        } catch (StackOverflowError e) {
            throw Refusal.invalid(field, "This is nested too deeply.");
        } finally {
            context.destroy();
        }
    }

    /** Whether there are more names between two blanks, within braces, than anybody needs. */
    private static boolean hasLongPath(String template) {
        boolean inside = false;
        int steps = 0;
        for (int i = 1; i < template.length(); i++) {
            char here = template.charAt(i);
            if (here == '{' && template.charAt(i - 1) == '{') {
                inside = true;
                steps = 0;
            } else if (here == '}') {
                inside = false;
            } else if (Character.isWhitespace(here)) {
                steps = 0;
            } else if (inside && (here == '.' || here == '/') && ++steps >= MOST_IN_PATH) {
                return true;
            }
        }
        return false;
    }

    private static Handlebars locked(EscapingStrategy escaping) {
        var handlebars = new Handlebars(new NoOtherTemplates()).with(escaping);
        handlebars.helpers().removeIf(helper -> NOT_FOR_CUSTOMERS.contains(helper.getKey()));
        handlebars.registerHelper(MeteredEach.NAME, new MeteredEach());
        handlebars.registerDecorator(
                "inline",
                (_, _) -> {
                    throw new IOException("Partials can't be used here.");
                });
        return handlebars;
    }

    private static String sentence(HandlebarsException broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof RenderingLimit.Exceeded exceeded) {
                return tooMuch(exceeded);
            }
        }
        var error = broken.getError();
        if (error == null) {
            return "This template can't be filled in.";
        }
        var reason =
                Excerpt.of(error.reason, MOST_LOOKED_AT)
                        .replaceAll("\\s+", " ")
                        .replaceAll("[\\w.]+Exception: ", "")
                        .strip();
        return "Line %d, column %d: %s"
                .formatted(error.line, error.column, Excerpt.of(reason, MOST_IN_REASON));
    }

    private static String tooMuch(IOException reason) {
        return String.valueOf(reason.getMessage());
    }

    /**
     * A template as it was written.
     *
     * @param escaped whether values in it are escaped for HTML
     */
    private record TemplateSource(boolean escaped, String text) {}
}
