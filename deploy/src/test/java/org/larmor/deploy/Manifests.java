package org.larmor.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects of a cluster as YAML, one document each. */
record Manifests(List<JsonNode> documents) {
    static final YAMLMapper YAML = new YAMLMapper();

    /** The typed models keep keys that they do not know; here those are errors, as a typing error in a manifest is one. */
    private static final YAMLMapper STRICT = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public @Nullable Boolean hasAnySetter(Annotated member) {
                    return null;
                }
            })
            .build();

    static Manifests parse(String yaml) {
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return new Manifests(
                    values.readAll().stream().filter(node -> !node.isEmpty()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(yaml, e);
        }
    }

    List<JsonNode> kind(String kind) {
        return documents.stream()
                .filter(document -> kind.equals(document.path("kind").asText()))
                .toList();
    }

    /** All of a kind, each key of which the type knows. */
    <T> List<T> kind(Class<T> type) {
        return kind(type.getSimpleName()).stream()
                .map(document -> typed(document, type))
                .toList();
    }

    /** The one of a kind whose name ends so. */
    <T> T one(Class<T> type, String suffix) {
        List<JsonNode> found = kind(type.getSimpleName()).stream()
                .filter(document -> name(document).endsWith(suffix))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    found.size() + " of " + type.getSimpleName() + " end with " + suffix + ": " + names());
        }
        return typed(found.getFirst(), type);
    }

    List<String> names() {
        return documents.stream()
                .map(document -> document.path("kind").asText() + "/" + name(document))
                .toList();
    }

    static String name(JsonNode document) {
        return document.path("metadata").path("name").asText();
    }

    static <T> T typed(JsonNode document, Class<T> type) {
        try {
            return STRICT.treeToValue(document, type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(document.path("kind").asText() + "/" + name(document) + ": " + e.getMessage(), e);
        }
    }
}
