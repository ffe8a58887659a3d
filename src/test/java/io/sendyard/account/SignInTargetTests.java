package io.sendyard.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SendyardTest
class SignInTargetTests {

    private static final String PATH = "/email/servers/clx8f2k9a0001uy7z3g4h5j6k/activity";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @ParameterizedTest
    @ValueSource(
            strings = {
                PATH,
                PATH + "?q=order%20of%20caf%C3%A9&state=delivered&from=2026-01-01",
                PATH + "?q=a+b",
                "/email/servers?sort=newest&mode=live&name=",
                "/settings",
                "/settings/plan",
                "/jump?q=prod"
            })
    void isAPageOfOursWithItsQuery(String page) {
        var target = SignInTarget.of(page);

        assertThat(target.path()).isEqualTo(page);
        assertThat(target.signInPage()).startsWith("/sign-in?continue=/").doesNotContain("+", "&");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "https://evil.example/email/servers",
                "//evil.example",
                "//evil.example/email/servers",
                "/\\evil.example",
                "\\\\evil.example",
                "/email\\servers",
                "/email//evil.example",
                "/email/../sign-out",
                "/email/%2e%2e/sign-out",
                "/email/servers/%0d%0aSet-Cookie:a=b",
                "/email/servers\r\nSet-Cookie: a=b",
                "/email/servers?q=\r\nSet-Cookie: a=b",
                "/email/servers\u0000",
                "/email/servers?q=\u202e",
                "/email/servers;jsessionid=1",
                "/email/servers#https://evil.example",
                "/email/servers?q=a#b",
                "/email/servers?q=<script>",
                "/email/servers?https://evil.example",
                "/email/servers@evil.example",
                " /email/servers",
                "/emails",
                "/sign-in",
                "/sign-out",
                "/v1/servers",
                "/u/x",
                "/actuator/health",
                "javascript:alert(0)",
                "data:text/html,x",
                "email/servers",
                "/email/servers?password=SavedPw12345",
                "/email/servers?q=a&token=pt_live_00000000000000000000000000000000",
                "/email/servers?q"
            })
    void isTheListOfServersForEverythingElse(String hostile) {
        assertThat(SignInTarget.of(hostile)).isEqualTo(SignInTarget.DEFAULT);
        assertThat(SignInTarget.of(hostile).signInPage()).isEqualTo("/sign-in");
    }

    @Test
    void isBounded() {
        assertThat(SignInTarget.of("/jump?q=" + "a".repeat(504)))
                .isNotEqualTo(SignInTarget.DEFAULT);
        assertThat(SignInTarget.of("/jump?q=" + "a".repeat(505))).isEqualTo(SignInTarget.DEFAULT);
        assertThat(SignInTarget.of("/email" + "/a".repeat(100_000)))
                .isEqualTo(SignInTarget.DEFAULT);
        assertThat(SignInTarget.of(null)).isEqualTo(SignInTarget.DEFAULT);
    }

    @Test
    void hasAllParametersOfPages() {
        var names =
                mapping.getHandlerMethods().entrySet().stream()
                        .filter(route ->
                                route.getKey()
                                        .getMethodsCondition()
                                        .getMethods()
                                        .contains(RequestMethod.GET))
                        .filter(route ->
                                route.getKey().getPatternValues().stream()
                                        .anyMatch(path -> path.matches("/(email|settings|jump).*")))
                        .flatMap(route -> Stream.of(route.getValue().getMethodParameters()))
                        .flatMap(SignInTargetTests::names)
                        .distinct()
                        .toList();

        assertThat(names).hasSizeGreaterThan(10);
        assertThat(names)
                .allSatisfy(name -> {
                    var page = "/email/servers?%s=1".formatted(name);
                    assertThat(SignInTarget.of(page).path()).isEqualTo(page);
                });
    }

    private static Stream<String> names(MethodParameter parameter) {
        var search = parameter.getParameterAnnotation(ModelAttribute.class);
        if (search != null && search.value().equals("search")) {
            return Stream.of(parameter.getParameterType().getRecordComponents())
                    .map(RecordComponent::getName);
        }
        var one = parameter.getParameterAnnotation(RequestParam.class);
        return one == null ? Stream.of() : List.of(parameter.getParameter().getName()).stream();
    }
}
