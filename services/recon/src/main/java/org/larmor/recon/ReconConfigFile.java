package org.larmor.recon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes the configuration as YAML: what the text does not name stays as it is; unknown keys are refused. */
public final class ReconConfigFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    private static final long LONGEST = 1 << 20;

    private ReconConfigFile() {}

    /** @throws IllegalArgumentException with one line that names the file and what is wrong in it */
    public static ReconConfig read(Path file) {
        return read(ReconConfig.DEFAULT, file, Map.of());
    }

    /**
     * What holds: the environment's word before the file's, the file's before the defaults.
     *
     * @param file null for none
     * @param environment variables, see {@link ConfigVariables}
     * @throws IllegalArgumentException with one line that names the file and what is wrong
     */
    public static ReconConfig read(ReconConfig defaults, @Nullable Path file, Map<String, String> environment) {
        if (file == null) {
            return parse(defaults, "", environment);
        }
        try {
            if (Files.size(file) > LONGEST) {
                throw new IllegalArgumentException("it is longer than " + LONGEST + " bytes");
            }
            return parse(defaults, Files.readString(file), environment);
        } catch (IOException e) {
            throw new IllegalArgumentException("configuration " + file + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("configuration " + file + ": " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException with one line that names the key */
    public static ReconConfig parse(String yaml) {
        return parse(ReconConfig.DEFAULT, yaml, Map.of());
    }

    private static ReconConfig parse(ReconConfig defaults, String yaml, Map<String, String> environment) {
        try {
            JsonNode given = YAML.readTree(yaml);
            ObjectNode whole = tree(defaults);
            if (given instanceof ObjectNode keys) {
                merge(whole, keys);
            } else if (!given.isMissingNode() && !given.isNull()) {
                throw new IllegalArgumentException("it is no list of keys");
            }
            ConfigVariables.put(whole, environment);
            return YAML.treeToValue(whole, ReconConfig.class);
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException("unknown key " + path(e), e);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(where(e) + reason(e), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not YAML: " + firstLine(e.getOriginalMessage()), e);
        }
    }

    static ObjectNode tree(ReconConfig config) {
        return YAML.valueToTree(config);
    }

    static JsonNode tree(String yaml) throws JsonProcessingException {
        return YAML.readTree(yaml);
    }

    /** The whole configuration, every key. */
    public static String write(ReconConfig config) {
        try {
            return YAML.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void merge(ObjectNode whole, ObjectNode given) {
        given.fields().forEachRemaining(entry -> {
            if (whole.get(entry.getKey()) instanceof ObjectNode into && entry.getValue() instanceof ObjectNode from) {
                merge(into, from);
            } else {
                whole.set(entry.getKey(), entry.getValue());
            }
        });
    }

    private static String where(JsonMappingException e) {
        String path = path(e);
        return path.isEmpty() ? "" : path + ": ";
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(reference -> reference.getFieldName() == null
                        ? String.valueOf(reference.getIndex())
                        : reference.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String reason(JsonMappingException e) {
        Throwable cause = e.getCause();
        return firstLine(cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage());
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
