package io.sendyard.web;

import org.springframework.stereotype.Component;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Validator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON bodies that name only what changes: what is absent stays, an explicit null clears. */
@Component
public class Patches {

    private final JsonMapper json;
    private final Validator validator;

    Patches(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * Lays the fields that {@code patch} names over {@code current}. Fields that the record has not
     * are passed over.
     *
     * @throws Invalid where the result breaks a rule of the record
     */
    public <T extends Record> T apply(ObjectNode patch, T current) {
        var fields = (ObjectNode) json.valueToTree(current);
        patch.propertyStream()
                .filter(field -> fields.has(field.getKey()))
                .forEach(field -> fields.set(field.getKey(), field.getValue()));
        @SuppressWarnings("unchecked")
        var wanted = (T) json.treeToValue(fields, current.getClass());
        var errors = new BeanPropertyBindingResult(wanted, "patch");
        validator.validate(wanted, errors);
        if (errors.hasErrors()) {
            throw new Invalid(errors);
        }
        return wanted;
    }

    /**
     * The body with the fields of its object {@code group} beside its own, where it has one: both
     * forms mean the same.
     *
     * @throws Malformed where that field is no object
     */
    public static ObjectNode flat(ObjectNode body, String group) {
        var inner = body.get(group);
        if (inner == null || inner.isNull()) {
            return body;
        }
        if (!(inner instanceof ObjectNode fields)) {
            throw new Malformed(group);
        }
        var flat = body.deepCopy();
        flat.remove(group);
        flat.setAll(fields);
        return flat;
    }

    /** A patch whose result breaks rules of the record. */
    static class Invalid extends RuntimeException {

        private final transient BindingResult errors;

        Invalid(BindingResult errors) {
            super("Invalid patch", null, false, false);
            this.errors = errors;
        }

        BindingResult errors() {
            return errors;
        }
    }
}
