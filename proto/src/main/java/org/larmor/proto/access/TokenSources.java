package org.larmor.proto.access;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kafka asks for tokens only where system properties allow it; what a configuration names is allowed. */
final class TokenSources {
    private static final String URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String FILES = "org.apache.kafka.sasl.oauthbearer.allowed.files";

    private TokenSources() {}

    static synchronized void allow(String url) {
        add(URLS, url);
        if (url.startsWith("file:")) {
            add(FILES, Path.of(URI.create(url)).toString());
        }
    }

    private static void add(String property, String allowed) {
        String all = Stream.concat(
                        Arrays.stream(System.getProperty(property, "").split(",")), Stream.of(allowed))
                .filter(each -> !each.isBlank())
                .distinct()
                .collect(Collectors.joining(","));
        System.setProperty(property, all);
    }
}
