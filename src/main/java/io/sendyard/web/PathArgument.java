package io.sendyard.web;

import io.sendyard.core.NotFound;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Resolves controller arguments by the ID in the request's path. They are loaded through their
 * owner, so another account's object is as unknown as one that never existed.
 *
 * @param <I> the kind of ID
 * @param <T> the type of the argument
 */
public abstract class PathArgument<I, T> implements HandlerMethodArgumentResolver {

    private final Class<T> type;
    private final String variable;
    private final Function<String, I> reading;

    /**
     * For arguments of {@code type}, named by the path's {@code variable}, which is also their name
     * in the model.
     *
     * @param reading parses the ID, and throws NotFound if it is malformed
     */
    protected PathArgument(Class<T> type, String variable, Function<String, I> reading) {
        this.type = type;
        this.variable = variable;
        this.reading = reading;
    }

    /**
     * Loads it through its owner.
     *
     * @throws NotFound where there is no such thing for this caller
     */
    protected abstract T find(I id, Caller caller, Path path);

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == type;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var path = new Path(request);
        var id = path.text(variable).map(reading).orElseThrow(NotFound::new);
        var found = find(id, caller(request), path);
        request.setAttribute(type.getName(), found, RequestAttributes.SCOPE_REQUEST);
        if (container != null) {
            container.addAttribute(variable, found);
        }
        return found;
    }

    private static Caller caller(NativeWebRequest request) {
        if (request.getUserPrincipal() instanceof Authentication authentication
                && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new NotFound();
    }

    /** The rest of the request's path: its variables, and the arguments resolved before. */
    public record Path(NativeWebRequest request) {

        /** The value of a variable of the route; empty if the route has none. */
        private Optional<String> text(String variable) {
            var variables =
                    request.getAttribute(
                            HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                            RequestAttributes.SCOPE_REQUEST);
            return variables instanceof Map<?, ?> map && map.get(variable) instanceof String text
                    ? Optional.of(text)
                    : Optional.empty();
        }

        /** The value of an argument resolved before. */
        public <O> Optional<O> found(Class<O> owner) {
            return Optional.ofNullable(
                            request.getAttribute(owner.getName(), RequestAttributes.SCOPE_REQUEST))
                    .map(owner::cast);
        }
    }
}
