package io.sendyard.core;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of text of {@code min} to {@code max} code points, without control characters, controls
 * of the writing direction and lone surrogates, which would show something else than what is kept.
 * Null is left to {@code @NotNull}.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainText.PlainTextValidator.class)
public @interface PlainText {

    int min() default 1;

    int max() default 100;

    String message() default "Use %d to %d characters.";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks at each code point. */
    class PlainTextValidator implements ConstraintValidator<PlainText, String> {

        /** Unicode's Bidi_Control characters. */
        private static final Set<Integer> BIDI_CONTROLS =
                Set.of(
                        0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066,
                        0x2067, 0x2068, 0x2069);

        private int min;
        private int max;

        @Override
        public void initialize(PlainText rule) {
            min = rule.min();
            max = rule.max();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            var problem = text == null ? null : problem(text);
            if (problem == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(problem).addConstraintViolation();
            return false;
        }

        /** Whether there is a character in it that shows nothing and does something. */
        public static boolean hides(String text) {
            return text.codePoints().anyMatch(PlainTextValidator::isHidden);
        }

        private @Nullable String problem(String text) {
            int length = text.codePointCount(0, text.length());
            if (length < min
                    || (min > 0 && text.codePoints().noneMatch(PlainTextValidator::isVisible))) {
                return "This can't be empty.";
            }
            if (length > max) {
                return "Use at most %d characters; these are %d.".formatted(max, length);
            }
            return hides(text) ? "Control characters and hidden marks can't be used here." : null;
        }

        private static boolean isVisible(int codePoint) {
            int type = Character.getType(codePoint);
            return type != Character.FORMAT && type != Character.SPACE_SEPARATOR;
        }

        private static boolean isHidden(int codePoint) {
            return switch (Character.getType(codePoint)) {
                case Character.CONTROL,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                        true;
                default -> BIDI_CONTROLS.contains(codePoint);
            };
        }
    }
}
