package io.sendyard.web;

import io.sendyard.core.ApiEnum;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;

/**
 * One tab of settings as a form: it bears a mark of the values it showed, and is saved over those
 * values only.
 */
public final class SettingsForm {

    private SettingsForm() {}

    /**
     * Shows the settings of today; a form that somebody sent and that has to be shown again stays
     * as it was sent.
     */
    public static void show(Model model, Record settings) {
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", settings);
            model.addAttribute("seen", mark(settings));
        }
    }

    /**
     * Saves what somebody sent. Where somebody else saved other values since, theirs stay, and the
     * model's {@code conflicts} tells both.
     *
     * @param seen the mark of what the form showed
     * @param change applies the new values to those of the moment at which it holds the settings
     * @return false where the form has to be shown again
     */
    public static <T extends Record> boolean saved(
            T form,
            String seen,
            BindingResult errors,
            Model model,
            Consumer<UnaryOperator<T>> change) {
        model.addAttribute("seen", seen);
        try {
            return Form.accepted(errors, () -> change.accept(current -> over(current, form, seen)));
        } catch (ChangedMeanwhile meanwhile) {
            model.addAttribute("seen", mark(meanwhile.current));
            model.addAttribute("conflicts", differences(meanwhile.current, form));
            return false;
        }
    }

    private static <T extends Record> T over(T current, T form, String seen) {
        if (!mark(current).equals(seen) && !current.equals(form)) {
            throw new ChangedMeanwhile(current);
        }
        return form;
    }

    private static String mark(Record settings) {
        return UUID.nameUUIDFromBytes(settings.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static Map<String, Object> differences(Record theirs, Record yours) {
        var differences = new LinkedHashMap<String, Object>();
        for (var component : theirs.getClass().getRecordComponents()) {
            var value = value(component, theirs);
            if (!Objects.equals(value, value(component, yours))) {
                differences.put(component.getName(), words(value));
            }
        }
        return differences;
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object words(@Nullable Object value) {
        return switch (value) {
            case null -> "none";
            case Boolean on -> on ? "on" : "off";
            case ApiEnum word -> word.label();
            default -> value;
        };
    }

    /** Somebody else saved other values since the form was shown. */
    private static class ChangedMeanwhile extends RuntimeException {

        private final transient Record current;

        ChangedMeanwhile(Record current) {
            super("Changed meanwhile", null, false, false);
            this.current = current;
        }
    }
}
