package io.sendyard.web;

import io.sendyard.core.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Strict reading and writing of JSON. */
@Configuration(proxyBeanMethods = false)
class JsonSetup {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** A value of another type than its field's is refused, not bent until it fits. */
    @Bean
    JsonMapperBuilderCustomizer typesAreMeant() {
        return mapper ->
                mapper.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                        .withCoercionConfigDefaults(
                                refuse(CoercionInputShape.String, CoercionInputShape.EmptyString))
                        .withCoercionConfig(
                                LogicalType.Textual,
                                refuse(
                                        CoercionInputShape.Integer,
                                        CoercionInputShape.Float,
                                        CoercionInputShape.Boolean))
                        .withCoercionConfig(LogicalType.Enum, refuse(CoercionInputShape.Integer))
                        .withCoercionConfig(LogicalType.Boolean, refuse(CoercionInputShape.Integer))
                        .withCoercionConfig(LogicalType.Integer, refuse(CoercionInputShape.Float));
    }

    private static Consumer<MutableCoercionConfig> refuse(CoercionInputShape... shapes) {
        return config ->
                Stream.of(shapes).forEach(shape -> config.setCoercion(shape, CoercionAction.Fail));
    }

    /** Instants as the API shows and takes them: ISO 8601, shown in UTC with milliseconds. */
    @Bean
    JacksonModule instants() {
        return new SimpleModule()
                .addDeserializer(
                        Instant.class,
                        new StdScalarDeserializer<>(Instant.class) {
                            @Override
                            public Instant deserialize(
                                    JsonParser json, DeserializationContext context) {
                                return read(json, context);
                            }
                        })
                .addSerializer(
                        Instant.class,
                        new ValueSerializer<>() {
                            @Override
                            public void serialize(
                                    Instant instant,
                                    JsonGenerator json,
                                    SerializationContext context) {
                                json.writeString(MILLISECONDS.format(instant));
                            }
                        });
    }

    private static Instant read(JsonParser json, DeserializationContext context) {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            throw context.wrongTokenException(json, Instant.class, JsonToken.VALUE_STRING, null);
        }
        try {
            return Timestamp.read(json.getString());
        } catch (DateTimeException e) {
            throw context.weirdStringException(json.getString(), Instant.class, "no instant");
        }
    }
}
