package io.sendyard.bench;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * What Sendyard's own pages are measured against: the least a handler can do, and a bare page of 50
 * rows from memory; neither looks at a session or at the database.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import(Yardsticks.Pages.class)
class Yardsticks {

    @Bean
    @Order(0)
    SecurityFilterChain yardsticksChain(HttpSecurity http) throws Exception {
        return http.securityMatcher("/bench/**")
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** The two handlers. */
    @Controller
    static class Pages {

        private static final int ROWS = 50;

        private final List<Row> rows =
                IntStream.range(0, ROWS)
                        .mapToObj(number ->
                                new Row("c" + number, "Row " + number, "Live", 3, Instant.EPOCH))
                        .toList();

        @GetMapping("/bench/trivial")
        @ResponseBody
        String trivial() {
            return "ok";
        }

        @GetMapping("/bench/page")
        String page(Model model) {
            model.addAttribute("rows", rows);
            return "bench/page";
        }
    }

    /** One row of the bare page: what the servers list tells of a server. */
    record Row(String id, String name, String mode, int streams, Instant createdAt) {}
}
