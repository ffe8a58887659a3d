package io.sendyard.template;

import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.FileNotFoundException;
import java.io.IOException;

/** Finds nothing: no template of a customer takes in another, least of all a file of ours. */
class NoOtherTemplates extends AbstractTemplateLoader {

    @Override
    public TemplateSource sourceAt(String location) throws IOException {
        throw new FileNotFoundException("Partials can't be used here.");
    }
}
