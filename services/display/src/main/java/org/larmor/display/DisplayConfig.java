package org.larmor.display;

import org.larmor.display.access.PageAccess;

/**
 * Settings of the live page.
 *
 * @param host address to listen on; loopback unless told otherwise
 * @param port port to listen on; 0 for any free one
 * @param keepScans most scans that the page remembers
 * @param keepBytes memory for their pictures, which is what usually bounds them; the oldest go first
 * @param access who may reach it, and how
 */
public record DisplayConfig(String host, int port, int keepScans, long keepBytes, PageAccess access) {
    public static final DisplayConfig DEFAULT = new DisplayConfig("127.0.0.1", 8080, 200, 256L << 20, PageAccess.LOCAL);

    public DisplayConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not 0 to 65535");
        }
        if (keepScans < 1 || keepBytes < 1 << 20) {
            throw new IllegalArgumentException("the page needs room for one scan and 1 MiB of pictures");
        }
    }

    public DisplayConfig withPort(int port) {
        return new DisplayConfig(host, port, keepScans, keepBytes, access);
    }

    public DisplayConfig withHost(String host) {
        return new DisplayConfig(host, port, keepScans, keepBytes, access);
    }

    public DisplayConfig withAccess(PageAccess access) {
        return new DisplayConfig(host, port, keepScans, keepBytes, access);
    }
}
