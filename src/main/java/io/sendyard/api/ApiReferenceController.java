package io.sendyard.api;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /docs/api}: the description for people, made from the one for programs. */
@Controller
class ApiReferenceController {

    private final ApiReference reference;

    ApiReferenceController(ApiReference reference) {
        this.reference = reference;
    }

    @GetMapping("/docs/api")
    String show(Model model) {
        model.addAttribute("reference", reference);
        return "docs/api";
    }
}
