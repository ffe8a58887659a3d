package io.sendyard.web;

import io.sendyard.core.Cuid;
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
 * Gives controllers the object that the request's path names by its id. The object is loaded
 * through its owner, so an ID of another account is answered like an ID that never existed: with
 * 404. The module that owns the type declares one bean of this class for it.
 *
 * @param <T> the type of the controllers' argument
 */
public final class PathArgument<T> implements HandlerMethodArgumentResolver {

    private final Class<T> type;
    private final String variable;
    private final Function<Path, Optional<T>> finder;

    /**
     * For arguments of {@code type}, which the path's {@code variable} names. The variable is their
     * name in the model too.
     *
     * @param finder loads the object through its owner; empty or {@link NotFound} if there is none
     *     for this caller
     */
    public PathArgument(Class<T> type, String variable, Function<Path, Optional<T>> finder) {
        this.type = type;
        this.variable = variable;
        this.finder = finder;
    }

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
        var path = new Path(text(request), caller(request), request);
        var found = finder.apply(path).orElseThrow(NotFound::new);
        request.setAttribute(type.getName(), found, RequestAttributes.SCOPE_REQUEST);
        if (container != null) {
            container.addAttribute(variable, found);
        }
        return found;
    }

    private String text(NativeWebRequest request) {
        var variables =
                request.getAttribute(
                        HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                        RequestAttributes.SCOPE_REQUEST);
        if (variables instanceof Map<?, ?> map && map.get(variable) instanceof String text) {
            return text;
        }
        throw new NotFound();
    }

    private static Caller caller(NativeWebRequest request) {
        if (request.getUserPrincipal() instanceof Authentication authentication
                && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new NotFound();
    }

    /**
     * The part of a request's path that names an object, and the owners named before it.
     *
     * @param text the id as the path has it
     */
    public record Path(String text, Caller caller, NativeWebRequest request) {

        /**
         * The id.
         *
         * @throws NotFound if the text doesn't have the form of one
         */
        public Cuid id() {
            return Cuid.of(text);
        }

        /** The object that an earlier argument of this type found. */
        public <O> Optional<O> owner(Class<O> owner) {
            return Optional.ofNullable(
                            request.getAttribute(owner.getName(), RequestAttributes.SCOPE_REQUEST))
                    .map(owner::cast);
        }
    }
}
