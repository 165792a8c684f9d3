package org.larmor.proto;

import org.larmor.core.domain.ImageIndex;

/** The name of an image within its scan, to and from the wire. */
final class IndexCodec {
    private IndexCodec() {}

    static org.larmor.proto.v1.ImageIndex write(ImageIndex index) {
        return org.larmor.proto.v1.ImageIndex.newBuilder()
                .setRepetition(index.repetition())
                .setContrast(index.contrast())
                .setPhase(index.phase())
                .setSlice(index.slice())
                .build();
    }

    static ImageIndex read(Door door, org.larmor.proto.v1.ImageIndex wire) throws WireException {
        return new ImageIndex(
                door.counter("repetition", wire.getRepetition()),
                door.counter("contrast", wire.getContrast()),
                door.counter("phase", wire.getPhase()),
                door.counter("slice", wire.getSlice()));
    }
}
