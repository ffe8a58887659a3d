package io.sendyard.web;

import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import java.util.Map;
import java.util.Optional;
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
 * Gives controllers a thing that the request's path names by its id. It is loaded through its
 * owner, so a stranger's is as little found as one that never was.
 *
 * @param <T> the thing
 */
public abstract class PathArgument<T> implements HandlerMethodArgumentResolver {

    private final Class<T> type;
    private final String variable;

    /**
     * For arguments of {@code type}, named by the path's {@code variable}, which is their name in
     * the model too.
     */
    protected PathArgument(Class<T> type, String variable) {
        this.type = type;
        this.variable = variable;
    }

    /**
     * Loads it through its owner.
     *
     * @throws NotFound where there is no such thing for this caller
     */
    protected abstract T find(Cuid id, Caller caller, Path path);

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
        var found = find(path.id(variable).orElseThrow(NotFound::new), caller(request), path);
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

    /** The rest of the request's path: the ids in it, and what was found for those before. */
    public record Path(NativeWebRequest request) {

        /** The id that stands for that variable of the route; empty where the route has none. */
        public Optional<Cuid> id(String variable) {
            var variables =
                    request.getAttribute(
                            HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                            RequestAttributes.SCOPE_REQUEST);
            return variables instanceof Map<?, ?> map && map.get(variable) instanceof String id
                    ? Optional.of(Cuid.of(id))
                    : Optional.empty();
        }

        /** What an argument before this one found. */
        public <O> Optional<O> found(Class<O> owner) {
            return Optional.ofNullable(
                            request.getAttribute(owner.getName(), RequestAttributes.SCOPE_REQUEST))
                    .map(owner::cast);
        }
    }
}
