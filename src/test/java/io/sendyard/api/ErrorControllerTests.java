package io.sendyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.CannotCreateTransactionException;

@SendyardTest
@ExtendWith(OutputCaptureExtension.class)
class ErrorControllerTests {

    @Autowired MockMvcTester mvc;

    @Test
    void aFilterThatCantReachTheDatabaseSaysWhenToComeAgain() {
        assertThat(
                        mvc.get()
                                .uri("/error")
                                .requestAttr(RequestDispatcher.ERROR_REQUEST_URI, "/v1/servers")
                                .requestAttr(
                                        RequestDispatcher.ERROR_EXCEPTION,
                                        new CannotCreateTransactionException("jdbc:secret"))
                                .exchange())
                .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                .hasContentType("application/problem+json")
                .hasHeader("Retry-After", "5")
                .bodyText()
                .contains("\"code\":\"unavailable\"", "\"instance\":\"/v1/servers\"")
                .doesNotContain("secret");
    }

    @Test
    void aStatusOf500WithoutAnExceptionIsInTheLog(CapturedOutput log) {
        assertThat(
                        mvc.get()
                                .uri("/error")
                                .requestAttr(RequestDispatcher.ERROR_REQUEST_URI, "/v1/servers")
                                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 500)
                                .exchange())
                .hasStatus(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(log.getOut()).contains("GET /v1/servers failed without an exception");
    }
}
