package org.larmor.app.options;

import picocli.CommandLine.Option;

/** Where a server listens. */
public final class ListenOptions {
    @Option(names = "--port", paramLabel = "PORT", description = "port to listen on (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "address to listen on (default: this machine only)")
    private String host = "127.0.0.1";

    /** @param port unless another one is given */
    public ListenOptions(int port) {
        this.port = port;
    }

    public int port() {
        return port;
    }

    public String host() {
        return host;
    }
}
