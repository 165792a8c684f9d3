package org.larmor.app.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Group;
import org.larmor.app.stack.Configuration;
import org.larmor.recon.ReconConfig;
import picocli.CommandLine.Option;

/** The whole configuration of a service, and what a command line says otherwise. */
@Group("Configuration")
public final class ServiceOptions {
    @Option(names = "--config", paramLabel = "FILE.yaml", description = "configuration; unknown keys are refused")
    private @Nullable Path file;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka broker (default: the configuration's, localhost:9092)")
    private @Nullable String bootstrap;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "what the topics' names begin with (default: the configuration's, larmor)")
    private @Nullable String prefix;

    public ReconConfig config() {
        ReconConfig config = Configuration.read(file);
        config = bootstrap == null ? config : config.withBootstrap(bootstrap);
        return prefix == null ? config : config.withPrefix(prefix);
    }

    /** What it is read from, null for none. */
    public @Nullable Path file() {
        return file;
    }
}
