package org.larmor.app.options;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.larmor.core.phantom.MaskKind;
import org.larmor.proto.access.Role;
import org.larmor.recon.flow.Method;

/** What some options may be, for shells that complete them. */
public class Choices extends AbstractList<String> {
    private final List<String> names;

    private Choices(List<String> names) {
        this.names = names;
    }

    @Override
    public String get(int index) {
        return names.get(index);
    }

    @Override
    public int size() {
        return names.size();
    }

    public static final class Methods extends Choices {
        public Methods() {
            super(Arrays.stream(Method.values()).map(Method::label).toList());
        }
    }

    public static final class Masks extends Choices {
        public Masks() {
            super(Arrays.stream(MaskKind.values())
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList());
        }
    }

    public static final class Roles extends Choices {
        public Roles() {
            super(Arrays.stream(Role.values()).map(Role::label).toList());
        }
    }

    public static final class Anatomies extends Choices {
        public Anatomies() {
            super(List.of("shepp-logan", "brain", "heart", "knee"));
        }
    }

    public static final class Shells extends Choices {
        public Shells() {
            super(List.of("bash", "zsh"));
        }
    }

    public static final class Kinds extends Choices {
        public Kinds() {
            super(List.of("prior", "measurement-conditioned", "deformable", "anomaly", "classifier"));
        }
    }
}
