package org.larmor.models.zoo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a model package's folder: description, network, and whether the network is the one that is described. */
final class PackageReader {
    static final String DESCRIPTION = "model.yaml";
    private static final long LONGEST_DESCRIPTION = 1 << 20;
    private static final long LARGEST_NETWORK = 1 << 30;

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private PackageReader() {}

    /** @throws IOException with one line that names the folder and the reason */
    static ZooPackage read(Path folder, Trust trust) throws IOException {
        Path file = folder.resolve(DESCRIPTION);
        try {
            byte[] description = bytes(file, LONGEST_DESCRIPTION);
            trust.check(folder, description);
            return read(folder, new String(description, UTF_8));
        } catch (Unreadable e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(folder + ": " + oneLine(e.getMessage()), e);
        }
    }

    private static ZooPackage read(Path folder, String text) throws IOException {
        String name = String.valueOf(folder.getFileName());
        return switch (parse(text, Kind.class).kind()) {
            case ModelDescription.CONDITIONAL_RESIDUAL, ModelDescription.UNCONDITIONAL -> {
                ModelDescription description = parse(text);
                yield new ModelPackage(
                        name, description, network(folder, new NetworkFile(description.file(), description.sha256())));
            }
            case DeformableDescription.KIND -> {
                DeformableDescription description = parse(text, DeformableDescription.class);
                yield new DeformablePackage(
                        name,
                        description,
                        network(folder, description.files().latent()),
                        network(folder, description.files().deformation()));
            }
            case AnomalyDescription.KIND -> {
                AnomalyDescription description = parse(text, AnomalyDescription.class);
                yield new AnomalyPackage(
                        name,
                        description,
                        network(folder, description.files().denoiser()),
                        network(folder, description.files().guidance()));
            }
            default -> parse(text, UnservedDescription.class).in(name);
        };
    }

    /** The bytes of a network that is the described one. */
    private static byte[] network(Path folder, NetworkFile stated) throws IOException {
        if (!stated.file().matches("[A-Za-z0-9._-]+")) {
            throw new IOException(
                    folder + ": the network's file must lie in the package's folder, not at " + oneLine(stated.file()));
        }
        byte[] network = bytes(folder.resolve(stated.file()), LARGEST_NETWORK);
        String digest = sha256(network);
        if (!digest.equalsIgnoreCase(stated.sha256())) {
            throw new IOException(folder + ": " + stated.file() + " has the sha256 " + digest + ", but " + DESCRIPTION
                    + " says " + oneLine(stated.sha256()));
        }
        return network;
    }

    /** @throws Unreadable with one line that says what is wrong and at which key */
    static ModelDescription parse(String description) throws Unreadable {
        return parse(description, ModelDescription.class);
    }

    /** What a calibration may not change, and the calibration. */
    record Calibrated(String networks, @Nullable Calibration calibration) {}

    /** @throws Unreadable if the description is of no kind that can be calibrated, or is not understood */
    static Calibrated calibrated(String description) throws Unreadable {
        if (parse(description, Kind.class).kind().equals(DeformableDescription.KIND)) {
            DeformableDescription deformable = parse(description, DeformableDescription.class);
            return new Calibrated(deformable.files().toString(), deformable.calibration());
        }
        ModelDescription model = parse(description);
        return new Calibrated(model.sha256(), model.calibration());
    }

    /** @throws Unreadable with one line that says what is wrong and at which key */
    static <T> T parse(String description, Class<T> type) throws Unreadable {
        try {
            Optional<T> said = Optional.ofNullable(YAML.readValue(description, type));
            return said.orElseThrow(() -> new IllegalArgumentException("it says nothing"));
        } catch (JsonProcessingException e) {
            throw new Unreadable(reason(e), e);
        }
    }

    /** What decides how the rest is read. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Kind(String kind) {
        private Kind {
            Recipe.require(kind != null, "kind is missing");
        }
    }

    /** What may be said of a package of any kind. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record UnservedDescription(
            String kind,
            @Nullable String version,
            @Nullable List<String> anatomy,
            @Nullable String licence) {
        UnservedPackage in(String name) {
            return new UnservedPackage(
                    name,
                    kind,
                    Objects.requireNonNullElse(version, ""),
                    Objects.requireNonNullElse(anatomy, List.of()),
                    licence);
        }
    }

    /** A description that is not understood. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(String reason, Throwable cause) {
            super(oneLine(reason), cause);
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

    /** What a description says in several lines is quoted in one. */
    private static String oneLine(@Nullable String quoted) {
        return String.valueOf(quoted).replaceAll("\\p{Cntrl}+", " ");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    private static byte[] bytes(Path file, long most) throws IOException {
        try {
            long size = Files.size(file);
            if (size > most) {
                throw new IOException(file + " has " + size + " bytes; at most " + most + " are read");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is missing", e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
