package io.sendyard.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /docs/api}: the description for people, made from the one for programs. */
@Controller
class DescriptionController {

    private final ApiReference reference;

    DescriptionController(ApiReference reference) {
        this.reference = reference;
    }

    @GetMapping("/docs/api")
    String show(Model model) {
        model.addAttribute("reference", reference);
        return "docs/api";
    }
}
