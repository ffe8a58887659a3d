package io.sendyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.hibernate.exception.GenericJDBCException;
import org.hibernate.exception.JDBCConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class FailureTests {

    private static final String SECRET =
            "insert into person values ('ada') at io.sendyard.Person:12";

    @Test
    void tellsNothingOfWhatWentWrongInside() {
        var failure = Failure.of(new IllegalStateException(SECRET, new SQLException(SECRET)));
        var problem = failure.problem("/v1/servers");

        assertThat(failure.status()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(problem.code()).isEqualTo("internal");
        assertThat(problem.toString()).doesNotContain("insert", "sendyard", "ada");
    }

    @ParameterizedTest
    @MethodSource
    void aDatabaseThatIsOutOfReachIsWorthAnotherTry(Exception exception) {
        var problem = Failure.of(exception).problem("/v1/servers");

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.code()).isEqualTo("unavailable");
        assertThat(problem.toString()).doesNotContain("insert", "ada");
    }

    static Stream<Exception> aDatabaseThatIsOutOfReachIsWorthAnotherTry() {
        return Stream.of(
                new CannotCreateTransactionException(SECRET),
                new DataAccessResourceFailureException(SECRET, new SocketException(SECRET)),
                new UncategorizedSQLException(
                        SECRET, null, new SQLException("No space left", "90028", 90028)),
                new JDBCConnectionException(SECRET, new SQLException("refused", "08001")),
                new GenericJDBCException(
                        SECRET, new SQLTransientConnectionException("request timed out")),
                new JpaSystemException(
                        new RuntimeException(new SQLException("disk full", "53100", 0))),
                new TransactionSystemException(SECRET, new SQLException("closed", "90098", 90098)));
    }

    @ParameterizedTest
    @MethodSource
    void whatTwoDidAtOnceIsAConflict(Exception exception) {
        var problem = Failure.of(exception).problem("/v1/servers");

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.code()).isEqualTo("conflict");
        assertThat(problem.toString()).doesNotContain("insert", "ada");
    }

    static Stream<Exception> whatTwoDidAtOnceIsAConflict() {
        return Stream.of(
                new OptimisticLockingFailureException(SECRET),
                new CannotAcquireLockException(SECRET),
                new DataIntegrityViolationException(SECRET));
    }
}
