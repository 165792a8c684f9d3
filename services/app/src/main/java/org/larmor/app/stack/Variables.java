package org.larmor.app.stack;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.larmor.models.zoo.Trust;

/** Environment variables that are no keys of the configuration. */
public final class Variables {
    public static final String DEBUG = "LARMOR_DEBUG";
    public static final String PSEUDONYM_KEY = "LARMOR_PSEUDONYM_KEY";
    public static final String STOW_AUTHORIZATION = "LARMOR_STOW_AUTHORIZATION";

    /** What each is for, by its name. */
    public static final Map<String, String> ALL = all();

    private Variables() {}

    private static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("JAVA_HOME", "the JDK, 21 or newer; without it the first that is found");
        all.put("LARMOR_JAVA_OPTS", "further flags for the JVM, for example -Xmx24g");
        all.put("NO_COLOR", "set to anything, no colours on a terminal");
        all.put(DEBUG, "set to anything, errors say where in the program they happened");
        all.put("LARMOR_LOG", "first level of what Larmor says in its log: DEBUG, INFO, WARN or ERROR");
        all.put("LARMOR_LOG_FORMAT", "json for an object a line in the log: --log");
        all.put(Trust.VARIABLE, "PEM files of the keys whose model packages are loaded, with colons between");
        all.put(PSEUDONYM_KEY, "file of the key by which studies and series get other names: --pseudonym-key");
        all.put(STOW_AUTHORIZATION, "value of the Authorization header of what watch posts by STOW-RS");
        all.put("LARMOR_KAFKA_IMAGE", "container image of the broker in ./larmor test --containers");
        all.put("LARMOR_BASE_IMAGE", "image that the images of deploy/ are built upon");
        all.put("LARMOR_TEST_EXCLUDED", "set by ./larmor test for itself");
        return Collections.unmodifiableMap(all);
    }
}
