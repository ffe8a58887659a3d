package io.sendyard.suppression.web;

import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import io.sendyard.server.Server;
import io.sendyard.suppression.SuppressionImport;
import io.sendyard.suppression.SuppressionImports;
import io.sendyard.web.Caller;
import io.sendyard.web.PathArgument;
import org.springframework.stereotype.Component;

/** Gives a controller the import that its path names, of the server named before it. */
@Component
class ImportArgument extends PathArgument<Cuid, SuppressionImport> {

    private final SuppressionImports imports;

    ImportArgument(SuppressionImports imports) {
        super(SuppressionImport.class, "upload", Cuid::of);
        this.imports = imports;
    }

    @Override
    protected SuppressionImport find(Cuid id, Caller caller, Path path) {
        return path.found(Server.class)
                .flatMap(server -> imports.find(server.id(), id))
                .orElseThrow(NotFound::new);
    }
}
