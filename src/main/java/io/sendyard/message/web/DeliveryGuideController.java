package io.sendyard.message.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** How mail gets out of this installation. */
@Controller
class DeliveryGuideController {

    @GetMapping("/docs/delivery")
    String show() {
        return "docs/delivery";
    }
}
