package org.larmor.console.bridge;

/**
 * Where the bridge listens and what it bears.
 *
 * @param host address to listen on
 * @param port 0 for any that is free
 * @param connections most clients at a time
 * @param idleSeconds a client that sends nothing for so long is taken as gone
 * @param silenceSeconds how long nothing may be heard of a scan that was sent
 * @param waitingBytes most bytes of pictures that wait for one client
 */
public record BridgeSettings(
        String host, int port, int connections, int idleSeconds, int silenceSeconds, long waitingBytes) {
    public static final BridgeSettings DEFAULT = new BridgeSettings("127.0.0.1", 9002, 32, 600, 600, 256L << 20);

    public BridgeSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " must be from 0 to 65535");
        }
        if (connections < 1 || idleSeconds < 1 || silenceSeconds < 1 || waitingBytes < 1) {
            throw new IllegalArgumentException("a bridge needs at least one connection, second and byte");
        }
    }

    public BridgeSettings withAddress(String otherHost, int otherPort) {
        return new BridgeSettings(otherHost, otherPort, connections, idleSeconds, silenceSeconds, waitingBytes);
    }

    public BridgeSettings withConnections(int most) {
        return new BridgeSettings(host, port, most, idleSeconds, silenceSeconds, waitingBytes);
    }
}
