package io.sendyard.web;

import io.sendyard.core.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller the caller it asks for; a program where it asks for a person is refused. */
@Component
class CallerArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Caller.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        if (request.getUserPrincipal() instanceof Authentication authentication
                && parameter.getParameterType().isInstance(authentication.getPrincipal())) {
            return authentication.getPrincipal();
        }
        throw Refusal.forbidden(
                Viewer.class.isAssignableFrom(parameter.getParameterType())
                        ? "This is for people who sign in, not for keys."
                        : "This is for a server's own programs: give its token or one of its keys.");
    }
}
