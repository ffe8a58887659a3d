package io.sendyard.suppression.web;

import io.sendyard.server.Stream;
import io.sendyard.suppression.ImportJob;
import io.sendyard.suppression.ImportTally;
import io.sendyard.suppression.SuppressionReason;
import io.sendyard.suppression.SuppressionSearch;
import io.sendyard.web.Caller;
import io.sendyard.web.LargeRequests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/suppressions/{stream}/csv}: a whole list at once, out and in. */
@RestController
@RequestMapping("/v1/suppressions/{stream}/csv")
class SuppressionCsvApi {

    private static final MediaType CSV = MediaType.parseMediaType(Csv.MEDIA_TYPE);

    private final Csv csv;
    private final ImportJob imports;
    private final LargeRequests requests;

    SuppressionCsvApi(Csv csv, ImportJob imports, LargeRequests requests) {
        this.csv = csv;
        this.imports = imports;
        this.requests = requests;
    }

    @GetMapping
    void index(Stream stream, Caller caller, HttpServletResponse response) throws IOException {
        csv.answer(
                caller.accountId(),
                stream.serverId(),
                stream.id(),
                SuppressionSearch.ALL,
                response);
    }

    /** Rows that name no reason are put there by hand; those that name no stream are for this. */
    @PostMapping
    ImportTally create(Stream stream, Caller caller, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        requireCsv(request.getContentType());
        requests.begin(caller.accountId());
        return imports.read(
                stream.serverId(), stream.id(), SuppressionReason.MANUAL, request.getInputStream());
    }

    /**
     * Checked here and not by the route, so that another account's stream is not found, whatever is
     * sent.
     */
    private static void requireCsv(@Nullable String type)
            throws HttpMediaTypeNotSupportedException {
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(Csv.MEDIA_TYPE)) {
            throw new HttpMediaTypeNotSupportedException(null, List.of(CSV), HttpMethod.POST);
        }
    }
}
