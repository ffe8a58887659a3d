package io.sendyard.tracking.web;

import io.sendyard.server.DeliverySettings;
import io.sendyard.server.Mode;
import io.sendyard.server.Server;
import io.sendyard.server.ServerChange;
import io.sendyard.server.Stream;
import io.sendyard.server.Streams;
import io.sendyard.tracking.TrackingDomain;
import io.sendyard.tracking.TrackingDomainCheck;
import io.sendyard.tracking.TrackingDomains;
import io.sendyard.web.SettingsForm;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * How a server's mail goes out: its default stream, its tracking domain with what DNS says of it,
 * and its mode.
 */
@Controller
@RequestMapping("/email/servers/{server}/settings/delivery")
class DeliverySettingsController {

    private final ServerChange changes;
    private final Streams streams;
    private final TrackingDomains domains;
    private final TrackingDomainCheck check;

    DeliverySettingsController(
            ServerChange changes,
            Streams streams,
            TrackingDomains domains,
            TrackingDomainCheck check) {
        this.changes = changes;
        this.streams = streams;
        this.domains = domains;
        this.check = check;
    }

    @GetMapping
    String edit(Server server, Model model) {
        var delivery = server.settings().delivery();
        SettingsForm.show(model, delivery);
        model.addAttribute("streams", choices(server));
        model.addAttribute("modes", Mode.values());
        Optional.ofNullable(delivery.trackingDomain())
                .flatMap(domains::findByName)
                .ifPresent(domain ->
                        model.addAttribute("tracking", CnameRecord.of(domain, check.target())));
        return "servers/delivery";
    }

    @PostMapping
    String update(
            Server server,
            @Valid @ModelAttribute("form") DeliverySettings form,
            BindingResult errors,
            @RequestParam String seen,
            Model model,
            RedirectAttributes redirect) {
        boolean saved =
                SettingsForm.<DeliverySettings>saved(
                        form,
                        seen,
                        errors,
                        model,
                        tab -> changes.change(server, now -> now.with(tab.apply(now.delivery()))));
        if (!saved) {
            nameTheirStream(server, model);
            return edit(server, model);
        }
        if (form.trackingDomain() != null
                && !form.trackingDomain().equals(server.settings().delivery().trackingDomain())) {
            check.check(form.trackingDomain());
        }
        redirect.addFlashAttribute("flash", "Delivery settings are saved.");
        return back(server);
    }

    /** Looks the tracking domain up now. */
    @PostMapping("/verification")
    String verify(Server server, Model model) {
        Optional.ofNullable(server.settings().delivery().trackingDomain()).ifPresent(check::check);
        return edit(server, model);
    }

    @GetMapping("/verification")
    String verified(Server server) {
        return back(server);
    }

    private List<Stream> choices(Server server) {
        return streams.liveOf(server.id()).stream().filter(Stream::canBeDefault).toList();
    }

    /** A stream that was chosen concurrently is shown by its name. */
    private void nameTheirStream(Server server, Model model) {
        if (model.getAttribute("conflicts") instanceof Map<?, ?> conflicts) {
            var named = new LinkedHashMap<Object, Object>(conflicts);
            named.computeIfPresent(
                    "defaultStreamId",
                    (_, id) ->
                            choices(server).stream()
                                    .filter(stream -> stream.cuid().equals(id))
                                    .<Object>map(Stream::name)
                                    .findAny()
                                    .orElse(id));
            model.addAttribute("conflicts", named);
        }
    }

    private static String back(Server server) {
        return "redirect:/email/servers/%s/settings/delivery".formatted(server.cuid());
    }

    /**
     * The CNAME record to publish, and what was found.
     *
     * @param relative the host as most DNS editors ask for it, without {@code parent}
     * @param target the value to publish
     */
    record CnameRecord(
            String domain,
            String relative,
            String parent,
            String target,
            TrackingDomain.TrackingDomainState state,
            @Nullable String found,
            @Nullable Instant checkedAt,
            Instant nextCheckAt) {

        static CnameRecord of(TrackingDomain domain, String target) {
            return new CnameRecord(
                    domain.name().value(),
                    domain.name().relative(),
                    domain.name().parent(),
                    target,
                    domain.state(),
                    domain.found(),
                    domain.checkedAt(),
                    domain.nextCheckAt());
        }
    }
}
