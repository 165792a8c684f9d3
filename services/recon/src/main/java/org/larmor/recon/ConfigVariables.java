package org.larmor.recon;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The configuration as environment variables: {@code LARMOR_KAFKA_BOOTSTRAP} is {@code kafka.bootstrap}. What they say goes before a
 * file's word. Texts are taken as they are, lists with commas between, all else as in YAML.
 */
public final class ConfigVariables {
    public static final String PREFIX = "LARMOR_";

    /** What Kubernetes sets for a service whose name begins with {@code larmor}. */
    private static final String SERVICE_LINK = ".*(_SERVICE_HOST|_SERVICE_PORT(_.*)?|_PORT(_[0-9]+_(TCP|UDP).*)?)";

    private ConfigVariables() {}

    /** The variable of every key, by the key's path, in the order of the configuration. */
    public static Map<String, String> byKey() {
        Map<String, String> found = new LinkedHashMap<>();
        collect("", ReconConfigFile.tree(ReconConfig.DEFAULT), found);
        return found;
    }

    private static void collect(String path, ObjectNode keys, Map<String, String> found) {
        keys.fields().forEachRemaining(entry -> {
            String key = path + entry.getKey();
            if (entry.getValue() instanceof ObjectNode inner && !inner.isEmpty()) {
                collect(key + ".", inner, found);
            } else {
                found.put(key, variable(key));
            }
        });
    }

    /** For example {@code LARMOR_KAFKA_SECURITY_PASSWORD_FILE} for {@code kafka.security.passwordFile}. */
    private static String variable(String key) {
        return PREFIX
                + key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** Variables that begin as ours do and are neither a key's nor among the known ones: misspelt, most likely. */
    public static List<String> strangers(Set<String> environment, Set<String> known) {
        Map<String, String> keys = byKey();
        return environment.stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name) && !keys.containsValue(name))
                .filter(name -> !name.matches(SERVICE_LINK))
                .sorted()
                .toList();
    }

    /** @throws IllegalArgumentException with one line that names the variable */
    static void put(ObjectNode whole, Map<String, String> environment) {
        ObjectNode defaults = ReconConfigFile.tree(ReconConfig.DEFAULT);
        byKey().forEach((key, variable) -> {
            String said = environment.get(variable);
            JsonPointer at = JsonPointer.compile("/" + key.replace('.', '/'));
            if (said != null && whole.at(at.head()) instanceof ObjectNode keys) {
                keys.set(at.last().getMatchingProperty(), value(variable, said, defaults.at(at)));
            }
        });
    }

    private static JsonNode value(String variable, String said, JsonNode before) {
        if (before.isTextual()) {
            return TextNode.valueOf(said);
        }
        boolean bare = before.isArray() && !said.startsWith("[");
        try {
            JsonNode value = ReconConfigFile.tree(bare ? "[" + said + "]" : said);
            if (value.getNodeType() != before.getNodeType()) {
                throw new IllegalArgumentException(variable + "='" + said + "' is no "
                        + before.getNodeType().name().toLowerCase(Locale.ROOT));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(variable + "='" + said + "' cannot be read", e);
        }
    }
}
