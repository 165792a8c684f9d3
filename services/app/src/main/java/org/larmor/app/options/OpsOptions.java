package org.larmor.app.options;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Group;
import org.larmor.app.ops.Health;
import org.larmor.app.ops.LogLevel;
import org.larmor.app.ops.Logs;
import org.larmor.app.ops.Operations;
import org.larmor.app.stack.Configuration;
import org.larmor.recon.ReconConfig;
import picocli.CommandLine.Option;

/** What a program that goes on offers to whoever operates it; docs/operations.md describes it. */
@Group("Operations")
public final class OpsOptions {
    @Option(
            names = "--ops-port",
            paramLabel = "PORT",
            description = "port of /metrics, /health/live, /health/ready and /loggers (default: none)")
    private @Nullable Integer port;

    @Option(
            names = "--ops-host",
            paramLabel = "ADDRESS",
            description = "address that it listens on (default: this machine only)")
    private @Nullable String host;

    @Option(names = "--log", paramLabel = "FORMAT", description = "text, or json for an object a line (default: text)")
    private @Nullable String log;

    /** What was asked for here, or else in the configuration. */
    private ReconConfig.Ops over(ReconConfig.Ops configured) {
        return new ReconConfig.Ops(
                port == null ? configured.port() : port,
                host == null ? configured.host() : host,
                log == null ? configured.log() : log,
                configured.logLevel());
    }

    /**
     * Opens it, before the program does its work.
     *
     * @param file what the configuration was read from, null for none; the level of the log is read there again when it changes
     */
    public Operations open(String role, ReconConfig config, @Nullable Path file, Health health) throws IOException {
        ReconConfig.Ops wanted = over(config.ops());
        if (wanted.log().equals("json")) {
            Logs.JSON.use();
        }
        LogLevel level = new LogLevel(wanted.logLevel());
        if (file != null) {
            level.follow(file, () -> Configuration.again(file).ops().logLevel());
        }
        return Operations.open(role, wanted, config.tracing(), health);
    }
}
