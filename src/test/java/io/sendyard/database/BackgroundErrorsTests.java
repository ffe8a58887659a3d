package io.sendyard.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.CannotCreateTransactionException;

@ExtendWith(OutputCaptureExtension.class)
class BackgroundErrorsTests {

    @Test
    void takesOneLineOfTheLogInTheBackground(CapturedOutput log) {
        var outage = new SQLException("connection refused", "08001");

        BackgroundErrors.note(new CannotCreateTransactionException("no connection", outage));

        assertThat(log.getOut().lines()).hasSize(1);
        assertThat(log).contains("Work in the background has to wait", "no connection");
    }
}
