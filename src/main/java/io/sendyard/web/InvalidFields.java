package io.sendyard.web;

import org.springframework.validation.BindingResult;

/** Values of a request that break a rule of their fields. */
public class InvalidFields extends RuntimeException {

    private final transient BindingResult errors;

    public InvalidFields(BindingResult errors) {
        super("Invalid fields", null, false, false);
        this.errors = errors;
    }

    BindingResult errors() {
        return errors;
    }
}
