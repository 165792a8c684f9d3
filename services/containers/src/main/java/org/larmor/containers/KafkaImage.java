package org.larmor.containers;

import java.util.Map;
import org.testcontainers.utility.DockerImageName;

/** Which image the broker is started from: variable {@value #VARIABLE}, or else Apache's own. */
public final class KafkaImage {
    public static final String VARIABLE = "LARMOR_KAFKA_IMAGE";
    private static final String APACHE = "apache/kafka";
    private static final String DEFAULT = APACHE + ":4.4.0";

    private KafkaImage() {}

    /** The image that these environment variables ask for; any image that starts as Apache's does will do. */
    public static DockerImageName from(Map<String, String> environment) {
        String given = environment.getOrDefault(VARIABLE, "");
        return DockerImageName.parse(given.isBlank() ? DEFAULT : given).asCompatibleSubstituteFor(APACHE);
    }
}
