package io.sendyard.core;

import org.jspecify.annotations.Nullable;

/** A rule of the product that says no: a stable code for programs and a sentence for people. */
public class Refusal extends RuntimeException {

    private final Code code;
    private final @Nullable String field;

    private Refusal(Code code, @Nullable String field, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.field = field;
    }

    /** What was given for {@code field} can't be taken. */
    public static Refusal invalid(String field, String sentence) {
        return new Refusal(Code.VALIDATION_FAILED, field, sentence);
    }

    /** What was given for {@code field} is taken, or was changed by somebody else. */
    public static Refusal conflict(@Nullable String field, String sentence) {
        return new Refusal(Code.CONFLICT, field, sentence);
    }

    /** This caller may not do that. */
    public static Refusal forbidden(String sentence) {
        return new Refusal(Code.FORBIDDEN, null, sentence);
    }

    /** The account's plan limit is reached. */
    public static Refusal planLimit(String sentence) {
        return new Refusal(Code.PLAN_LIMIT_REACHED, null, sentence);
    }

    public Code code() {
        return code;
    }

    /** The field of the request that is to blame, by its name in the API; null where none is. */
    public @Nullable String field() {
        return field;
    }

    /** The sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** Why it was refused. */
    public enum Code implements ApiEnum {
        VALIDATION_FAILED,
        CONFLICT,
        FORBIDDEN,
        PLAN_LIMIT_REACHED
    }
}
