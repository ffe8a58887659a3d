package io.sendyard.message.web;

import static java.time.ZoneOffset.UTC;

import io.sendyard.server.Server;
import io.sendyard.server.Streams;
import io.sendyard.web.LargeRequests;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** The log of a server's messages as a file, with the filters of the page. */
@Controller
@RequestMapping("/email/servers/{server}/activity/export")
class ActivityExportController {

    private final LogExport export;
    private final LargeRequests requests;
    private final Streams streams;
    private final Clock clock;

    ActivityExportController(
            LogExport export, LargeRequests requests, Streams streams, Clock clock) {
        this.export = export;
        this.requests = requests;
        this.streams = streams;
        this.clock = clock;
    }

    @GetMapping
    void show(
            Server server,
            @ModelAttribute("search") ActivityQuery search,
            HttpServletResponse response)
            throws IOException {
        requests.begin(server.accountId());
        var today = LocalDate.ofInstant(clock.instant(), UTC);
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(
                                "%s activity %s.csv".formatted(server.name(), today),
                                StandardCharsets.UTF_8)
                        .build()
                        .toString());
        var wanted = search.at(null, null).search(streams.ofServer(server.id()));
        export.write(server, wanted, response.getWriter());
    }
}
