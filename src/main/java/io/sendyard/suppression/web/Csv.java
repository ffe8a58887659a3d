package io.sendyard.suppression.web;

import io.sendyard.suppression.SuppressionExport;
import io.sendyard.suppression.SuppressionSearch;
import io.sendyard.web.LargeRequests;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** A list as the file that is saved: written while it is read, never held as a whole. */
@Component
class Csv {

    static final String MEDIA_TYPE = "text/csv";

    private final SuppressionExport export;
    private final LargeRequests requests;

    Csv(SuppressionExport export, LargeRequests requests) {
        this.export = export;
        this.requests = requests;
    }

    void answer(
            long accountId,
            long serverId,
            @Nullable Long streamId,
            SuppressionSearch search,
            HttpServletResponse response)
            throws IOException {
        requests.begin(accountId);
        var file = ContentDisposition.attachment().filename("suppressions.csv").build();
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, file.toString());
        response.setContentType(MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        export.write(serverId, streamId, search, response.getWriter());
    }
}
