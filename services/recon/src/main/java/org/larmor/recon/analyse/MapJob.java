package org.larmor.recon.analyse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.larmor.core.anomaly.Air;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.StudySlice;

/**
 * A map that is to be made.
 *
 * @param pictures one of each contrast, the one to be shown first
 * @param revision of the map
 */
record MapJob(List<StudyPicture> pictures, int revision) {
    private static final int NAME_DIGITS = 16;

    MapJob {
        pictures = List.copyOf(pictures);
    }

    StudyPicture shown() {
        return pictures.getFirst();
    }

    boolean wantsCounterpart() {
        return pictures.stream().anyMatch(StudyPicture::wantsCounterpart);
    }

    /** Names what the map is made of: the same pictures have the same name, whenever they came. */
    String identity() {
        return digest(picture -> picture.study() + " " + picture.source());
    }

    /** From 0, made of the pictures' names; how many previews came before them changes nothing. */
    long seed() {
        String named = digest(picture -> picture.source().scanId() + " " + picture.index() + " " + picture.contrast());
        return Long.parseUnsignedLong(named, 16) >>> 1;
    }

    private String digest(Function<StudyPicture, String> name) {
        String all = pictures.stream().map(name).collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What the model is asked about. */
    StudySlice slice() {
        Map<Contrast, RealImage> maps = new EnumMap<>(Contrast.class);
        pictures.forEach(picture -> maps.put(picture.contrast(), picture.magnitude()));
        return new StudySlice(
                Air.cleared(maps), shown().geometry(), shown().tag().anatomy());
    }

    /** The same without one of its pictures. */
    MapJob without(StudyPicture picture) {
        return new MapJob(pictures.stream().filter(each -> each != picture).toList(), revision);
    }
}
