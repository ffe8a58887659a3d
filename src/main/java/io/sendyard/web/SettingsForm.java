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
 * A form for a page of settings: it carries a checksum of the values it showed, and overwrites only
 * those.
 */
public final class SettingsForm {

    private SettingsForm() {}

    /** Shows the current settings; a form that is shown again after errors stays as submitted. */
    public static void show(Model model, Record settings) {
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", settings);
            model.addAttribute("seen", mark(settings));
        }
    }

    /**
     * Saves a submitted form. If other values were saved in the meantime, those stay and the
     * model's {@code conflicts} shows the differences.
     *
     * @param seen checksum of the values the form showed
     * @param change applies the new values to the settings at the moment it locks them
     * @return false if the form must be shown again
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

    /** Other values were saved since the form was shown. */
    private static class ChangedMeanwhile extends RuntimeException {

        private final transient Record current;

        ChangedMeanwhile(Record current) {
            super("Changed meanwhile", null, false, false);
            this.current = current;
        }
    }
}
