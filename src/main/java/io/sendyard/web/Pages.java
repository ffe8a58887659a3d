package io.sendyard.web;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRedirectView;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponseHeader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/**
 * Decides about htmx for all pages: a controller names its page, and this renders the whole page or
 * the one fragment that {@code HX-Target} names. It also turns redirects into navigations, and sets
 * status 422 for a form with errors and 409 for one with conflicts.
 */
@Component
public class Pages implements HandlerInterceptor {

    private static final String REDIRECT = "redirect:";

    private final Fragments fragments;
    private final Installation installation;

    Pages(Fragments fragments, Installation installation) {
        this.fragments = fragments;
        this.installation = installation;
    }

    @Override
    public void postHandle(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable ModelAndView page) {
        var name = page == null ? null : page.getViewName();
        if (page == null || name == null || page.getModel().containsKey("shell")) {
            return;
        }
        var htmx = HtmxRequest.fromRequest(request);
        if (name.startsWith(REDIRECT)) {
            redirect(page, name.substring(REDIRECT.length()), htmx);
            return;
        }
        response.addHeader(HttpHeaders.VARY, "HX-Request, HX-Target");
        page.addObject("shell", shell(request, page.getModel()));
        page.addObject("dialogPage", fragments.find(name, "dialog").isPresent());
        if (page.getModel().containsKey("conflicts")) {
            response.setStatus(HttpStatus.CONFLICT.value());
        } else if (hasErrors(page) && response.getStatus() == HttpStatus.OK.value()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        if (asksForFragment(htmx)) {
            fragments.find(name, target(htmx, response)).ifPresent(page::setViewName);
        }
    }

    /** The page that says what went wrong. */
    public ModelAndView error(
            Failure failure, HttpServletRequest request, HttpServletResponse response) {
        boolean later =
                failure.status() == HttpStatus.SERVICE_UNAVAILABLE
                        || failure.status() == HttpStatus.TOO_MANY_REQUESTS;
        if (later && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Failure.RETRY_AFTER_SECONDS);
        }
        var page = new ModelAndView("error/page", failure.status());
        page.addObject("shell", shell(request, Map.of()));
        page.addObject("status", failure.status().value());
        page.addObject("headline", headline(failure.status()));
        page.addObject("sentence", failure.sentence());
        return page;
    }

    private static void redirect(ModelAndView page, String path, HtmxRequest htmx) {
        if (htmx.isHtmxRequest() && !htmx.isBoosted()) {
            page.setView(new HtmxRedirectView(path));
        }
    }

    private static boolean asksForFragment(HtmxRequest htmx) {
        return htmx.isHtmxRequest()
                && !htmx.isBoosted()
                && !htmx.isHistoryRestoreRequest()
                && htmx.getTarget() != null;
    }

    private static boolean hasErrors(ModelAndView page) {
        return page.getModel().values().stream()
                .anyMatch(value -> value instanceof BindingResult errors && errors.hasErrors());
    }

    /** The controller may have chosen another target than the request did. */
    private static @Nullable String target(HtmxRequest htmx, HttpServletResponse response) {
        var other = response.getHeader(HtmxResponseHeader.HX_RETARGET.getValue());
        return other == null ? htmx.getTarget() : other.substring(1);
    }

    private Shell shell(HttpServletRequest request, Map<String, ?> model) {
        var parents =
                Stream.of("server", "message")
                        .map(model::get)
                        .filter(Named.class::isInstance)
                        .map(Named.class::cast)
                        .map(Named::name)
                        .toList();
        return new Shell(
                viewer(request.getUserPrincipal()),
                request.getRequestURI(),
                parents,
                installation.baseUrl().toString(),
                installation.captures());
    }

    private static @Nullable Viewer viewer(@Nullable Principal principal) {
        return principal instanceof Authentication authentication
                        && authentication.getPrincipal() instanceof Viewer viewer
                ? viewer
                : null;
    }

    private static String headline(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "Nothing here";
            case FORBIDDEN -> "Not allowed";
            case CONFLICT -> "Changed in the meantime";
            case TOO_MANY_REQUESTS -> "Too many requests";
            case SERVICE_UNAVAILABLE -> "Back in a moment";
            case METHOD_NOT_ALLOWED -> "Not this way";
            default -> status.is4xxClientError() ? "That can't be read" : "Something went wrong";
        };
    }
}
