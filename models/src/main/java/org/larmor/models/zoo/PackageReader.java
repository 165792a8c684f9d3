package org.larmor.models.zoo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads a model package's folder: description, network, and whether the network is the one that is described. */
final class PackageReader {
    static final String DESCRIPTION = "model.yaml";

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PackageReader() {}

    /** @throws IOException with one line that names the folder and the reason */
    static ModelPackage read(Path folder) throws IOException {
        String name = String.valueOf(folder.getFileName());
        ModelDescription description = description(folder.resolve(DESCRIPTION));
        if (!description.file().matches("[A-Za-z0-9._-]+")) {
            throw new IOException(
                    folder + ": the network's file must lie in the package's folder, not at " + description.file());
        }
        byte[] network = bytes(folder.resolve(description.file()));
        String digest = sha256(network);
        if (!digest.equalsIgnoreCase(description.sha256())) {
            throw new IOException(folder + ": " + description.file() + " has the sha256 " + digest + ", but "
                    + DESCRIPTION + " says " + description.sha256());
        }
        try {
            return new ModelPackage(name, description, network);
        } catch (IllegalArgumentException e) {
            throw new IOException(folder + ": " + e.getMessage(), e);
        }
    }

    private static ModelDescription description(Path file) throws IOException {
        try {
            return parse(new String(bytes(file), UTF_8));
        } catch (IOException e) {
            throw e instanceof Unreadable ? new IOException(file + ": " + e.getMessage(), e) : e;
        }
    }

    /** @throws Unreadable with one line that says what is wrong and at which key */
    static ModelDescription parse(String description) throws Unreadable {
        try {
            return YAML.readValue(description, ModelDescription.class);
        } catch (JsonProcessingException e) {
            throw new Unreadable(reason(e), e);
        }
    }

    /** A description that is not understood. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** What is wrong and at which key, in one line. */
    private static String reason(JsonProcessingException error) {
        Throwable cause = error.getCause();
        if (cause instanceof IllegalArgumentException) {
            return String.valueOf(cause.getMessage());
        }
        String message = String.valueOf(error.getOriginalMessage());
        if (error instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String key = mapping.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining("."));
            return message.startsWith("Cannot map `null`") ? key + " is missing" : key + ": " + firstLine(message);
        }
        return firstLine(message);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is missing", e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
