package io.sendyard.web;

import io.sendyard.core.Refusal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;

/** The result of a submitted form: an answer of the domain, or errors at its fields. */
public final class Form {

    private Form() {}

    /**
     * Lets the domain act on a form without errors. What the domain refuses becomes a message at
     * the field it blames, or above the form.
     *
     * @return what the domain answered, or null where the form has to be shown again with its
     *     messages
     */
    public static <T> @Nullable T accept(BindingResult errors, Supplier<T> act) {
        if (errors.hasErrors()) {
            return null;
        }
        try {
            return act.get();
        } catch (Refusal refusal) {
            reject(errors, refusal);
            return null;
        }
    }

    /** The same for an act that answers nothing; false where the form has to be shown again. */
    public static boolean accepted(BindingResult errors, Runnable act) {
        var done =
                accept(
                        errors,
                        () -> {
                            act.run();
                            return Boolean.TRUE;
                        });
        return done != null;
    }

    private static void reject(BindingResult errors, Refusal refusal) {
        var field = refusal.field();
        if (field == null) {
            errors.reject(refusal.code().key(), refusal.sentence());
        } else {
            errors.rejectValue(field, refusal.code().key(), refusal.sentence());
        }
    }
}
