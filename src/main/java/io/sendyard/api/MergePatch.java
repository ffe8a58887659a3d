package io.sendyard.api;

import io.sendyard.web.InvalidFields;
import io.sendyard.web.Malformed;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.Validator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON bodies that name only what changes: what is absent stays, an explicit null clears. */
@Component
public class MergePatch {

    private final JsonMapper json;
    private final Validator validator;

    MergePatch(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * Lays the fields that {@code patch} names over {@code current}. Fields that the record has not
     * are passed over.
     *
     * @throws InvalidFields if the result breaks a rule of the record
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
            throw new InvalidFields(errors);
        }
        return wanted;
    }

    /**
     * The fields of the body's object {@code group}; none where it has no such object.
     *
     * @throws Malformed where that field is no object
     */
    public static ObjectNode group(ObjectNode body, String group) {
        var inner = body.get(group);
        if (inner == null || inner.isNull()) {
            return body.objectNode();
        }
        if (inner instanceof ObjectNode fields) {
            return fields;
        }
        throw new Malformed(group);
    }

    /**
     * Lets {@code change} read the fields of {@code group}; a wrong type is told by its whole path.
     */
    public static <T> T within(String group, Supplier<T> change) {
        try {
            return change.get();
        } catch (JacksonException e) {
            throw e.prependPath(new JacksonException.Reference(null, group));
        }
    }
}
