package org.larmor.console.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ConsoleException;
import org.larmor.core.domain.ScanHeader.UserParameter;

/**
 * What a client wants of the bridge, told by the name of a configuration or by its text.
 *
 * @param previews whether pictures are sent that a later one will replace
 * @param deviations whether standard deviations are sent
 * @param scanId name of the scan, so that it can be resumed; null for a new one
 * @param wishes user parameters {@code larmor.*} for the scan's header
 * @param notes what was not understood, a line each
 */
record BridgeRequest(
        boolean previews,
        boolean deviations,
        PixelType pixels,
        @Nullable String scanId,
        List<UserParameter> wishes,
        List<String> notes) {
    static final BridgeRequest DEFAULT = new BridgeRequest(false, true, PixelType.FLOAT32, null, List.of(), List.of());

    private static final String OWN = "larmor.";
    private static final Pattern NAME =
            Pattern.compile("(?:default|larmor)(?:-(?!previews$)([a-z0-9-]+?))?(-previews)?(?:[.](?:xml|json))?");
    private static final List<String> SHORT =
            List.of("method", "model", "samples", "steps", "seed", "sufficient_nrmse", "gating", "phases", "frames");
    private static final ObjectMapper JSON = new ObjectMapper();

    BridgeRequest {
        wishes = List.copyOf(wishes);
        notes = List.copyOf(notes);
    }

    /**
     * The same with the configuration of that name: {@code larmor} or {@code default}, after them {@code -METHOD}, after that
     * {@code -previews}.
     *
     * @throws ConsoleException if there is none
     */
    BridgeRequest named(String name) {
        Matcher parts = NAME.matcher(name.strip());
        if (name.isBlank()) {
            return this;
        }
        if (!parts.matches()) {
            throw new ConsoleException("there is no configuration '" + name
                    + "': there is larmor, larmor-METHOD, and both with -previews, where METHOD is zero-filled, sense, "
                    + "l1-wavelet, low-rank-sparse, coarse-to-fine, diffuserecon or mc-ddpm");
        }
        BridgeRequest asked = withPreviews(parts.group(2) != null);
        String method = parts.group(1);
        return method == null ? asked : asked.with(new UserParameter(OWN + "method", method));
    }

    /**
     * The same with a configuration's text: a name, or JSON with parameters at its root or under {@code parameters}, where FIRE
     * has them.
     *
     * @throws ConsoleException if it is neither
     */
    BridgeRequest described(String text) {
        if (!looksLikeJson(text)) {
            return named(text);
        }
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ConsoleException("the configuration is not proper JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode parameters = root.path("parameters").isObject() ? root.path("parameters") : root;
        BridgeRequest asked = named(parameters.path("config").asText(""))
                .named(parameters.path("customconfig").asText(""));
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            asked = asked.with(parameter.getKey(), parameter.getValue().asText());
        }
        return asked;
    }

    static boolean looksLikeJson(String text) {
        return text.stripLeading().startsWith("{");
    }

    /** How many cardiac phases the pictures may have: what the client gates by, or what the header says. */
    int phases(int announced) {
        return wishes.stream()
                .filter(wish ->
                        wish.name().equals(OWN + "phases") && wish.value().matches("[0-9]{1,5}"))
                .mapToInt(wish -> Integer.parseInt(wish.value()))
                .reduce(announced, Math::max);
    }

    private BridgeRequest with(String name, String value) {
        if (SHORT.contains(name)) {
            return with(new UserParameter(OWN + name, value));
        }
        if (name.startsWith(OWN)) {
            return with(new UserParameter(name, value));
        }
        return switch (name) {
            case "config", "customconfig" -> this;
            case "previews" -> withPreviews(flag(name, value));
            case "deviations" -> new BridgeRequest(previews, flag(name, value), pixels, scanId, wishes, notes);
            case "pixels" -> new BridgeRequest(previews, deviations, PixelType.of(value), scanId, wishes, notes);
            case "scan" -> new BridgeRequest(previews, deviations, pixels, name(value), wishes, notes);
            default -> noting("parameter '" + name + "' is not known and was passed over");
        };
    }

    private BridgeRequest with(UserParameter wish) {
        List<UserParameter> all = new ArrayList<>(wishes);
        all.removeIf(other -> other.name().equals(wish.name()));
        all.add(wish);
        return new BridgeRequest(previews, deviations, pixels, scanId, all, notes);
    }

    private BridgeRequest withPreviews(boolean wanted) {
        return new BridgeRequest(wanted, deviations, pixels, scanId, wishes, notes);
    }

    private BridgeRequest noting(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return new BridgeRequest(previews, deviations, pixels, scanId, wishes, all);
    }

    private static String name(String scanId) {
        if (!scanId.matches("[A-Za-z0-9._-]{1,128}")) {
            throw new ConsoleException("scan '" + scanId + "' is not named with 1 to 128 of A-Z a-z 0-9 . _ -");
        }
        return scanId;
    }

    private static boolean flag(String name, String value) {
        return switch (value) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new ConsoleException("parameter " + name + " is '" + value + "', neither true nor false");
        };
    }
}
