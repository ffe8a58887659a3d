package io.sendyard.web;

import io.sendyard.core.ApiEnum;
import io.sendyard.core.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.Formatter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** How requests are read and answers are given, for every controller. */
@Configuration(proxyBeanMethods = false)
class WebSetup implements WebMvcConfigurer {

    private final Pages pages;
    private final List<HandlerMethodArgumentResolver> arguments;

    WebSetup(Pages pages, List<HandlerMethodArgumentResolver> arguments) {
        this.pages = pages;
        this.arguments = arguments;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(pages);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.addAll(arguments);
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverterFactory(new KeyedWords());
        registry.addFormatter(new LastMoments());
    }

    /** A redirect after a POST is a 303, so that no client repeats the POST. */
    @Autowired
    void redirectsAreSeeOther(ThymeleafViewResolver views) {
        views.setRedirectHttp10Compatible(false);
    }

    /** Reads the words of forms and URLs; an empty one is none. */
    private static class KeyedWords implements ConverterFactory<String, ApiEnum> {

        @Override
        @SuppressWarnings(
                "NullAway") // Spring takes null for an empty text, and its signature does not say
        // so.
        public <T extends ApiEnum> Converter<String, T> getConverter(Class<T> type) {
            return key -> key.isEmpty() ? null : word(type, key);
        }

        private static <T extends ApiEnum> T word(Class<T> type, String key) {
            return Stream.of(type.getEnumConstants())
                    .filter(word -> word.key().equals(key))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException("Unknown word"));
        }
    }

    /** A form names a day; what it means is the last second of that day, in UTC. */
    private static class LastMoments implements Formatter<Instant> {

        @Override
        public Instant parse(String day, Locale locale) {
            return Timestamp.inFourDigits(LocalDate.parse(day))
                    .atTime(LocalTime.MAX)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toInstant(ZoneOffset.UTC);
        }

        @Override
        public String print(Instant instant, Locale locale) {
            return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
        }
    }
}
