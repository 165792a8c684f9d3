package org.larmor.recon.assemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.assembly.MemoryBound;
import org.larmor.core.domain.ImageIndex;

/**
 * The whole frames of a cine's slices that are still being measured. A frame's first pictures are made of those that were
 * whole before it, so that none waits for a later one; its last picture waits until its slice has all.
 */
final class CineSlices {
    /** Most frames of which the first pictures of one are made. */
    private static final int WINDOW = 8;

    private final int phases;
    private final MemoryBound memory;
    private final Map<ImageIndex, List<AssembledImage>> slices = new TreeMap<>();

    /**
     * @param phases frames of a slice
     * @param memory of the frames that are held; a frame beyond it goes on by itself
     */
    CineSlices(int phases, MemoryBound memory) {
        this.phases = phases;
        this.memory = memory;
    }

    /** Whether an image can gain by other frames, and there is room to hold it: not where it has every line itself. */
    boolean takes(AssembledImage image) {
        return phases > 1 && image.kspace().mask().share() < 1 && memory.objection(bytes(image)) == null;
    }

    /** An image after the latest frames of its slice, in the order of time. */
    List<AssembledImage> upTo(AssembledImage image) {
        List<AssembledImage> before = slices.getOrDefault(slice(image), List.of());
        List<AssembledImage> frames =
                new ArrayList<>(before.subList(Math.max(0, before.size() - WINDOW + 1), before.size()));
        frames.add(image);
        return ordered(frames);
    }

    /** Takes a whole frame; every frame of its slice in the order of time if it was the last one, else none. */
    List<AssembledImage> add(AssembledImage image) {
        List<AssembledImage> frames = slices.computeIfAbsent(slice(image), slice -> new ArrayList<>());
        frames.add(image);
        memory.replace(0, bytes(image));
        return frames.size() < phases ? List.of() : taken(slices.remove(slice(image)));
    }

    /** What is left of each slice when nothing more comes. */
    List<List<AssembledImage>> rest() {
        List<List<AssembledImage>> rest =
                slices.values().stream().map(this::taken).toList();
        slices.clear();
        return rest;
    }

    private List<AssembledImage> taken(List<AssembledImage> frames) {
        frames.forEach(frame -> memory.give(bytes(frame)));
        return ordered(frames);
    }

    private static List<AssembledImage> ordered(List<AssembledImage> frames) {
        return frames.stream().sorted((a, b) -> a.index().compareTo(b.index())).toList();
    }

    private static ImageIndex slice(AssembledImage image) {
        ImageIndex index = image.index();
        return new ImageIndex(index.repetition(), index.contrast(), 0, index.slice());
    }

    private static long bytes(AssembledImage image) {
        return 4L * image.kspace().data().length;
    }
}
