{{/* Name of the release's things: larmor, or RELEASE-larmor. */}}
{{- define "larmor.name" -}}
{{- if contains "larmor" .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-larmor" .Release.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "larmor.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
app.kubernetes.io/name: larmor
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* (root, component): what selects the pods of one program. */}}
{{- define "larmor.selector" -}}
app.kubernetes.io/name: larmor
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "larmor.serviceAccount" -}}
{{- if .Values.serviceAccount.name }}{{ .Values.serviceAccount.name }}{{ else if .Values.serviceAccount.create }}{{ include "larmor.name" . }}{{ else }}default{{ end }}
{{- end }}

{{/* (root, flavor) */}}
{{- define "larmor.image" -}}
{{- with .root.Values.image }}{{ if .registry }}{{ .registry }}/{{ end }}{{ .repository }}{{ end }}/{{ .flavor }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- define "larmor.sasl" -}}{{ if hasPrefix "SASL_" .Values.kafka.protocol }}true{{ end }}{{- end }}

{{/* Ports of the operations endpoints. */}}
{{- define "larmor.opsPort" -}}{{ get (dict "metrics" 9400 "recon" 9401 "anomaly" 9401 "display" 9402 "bridge" 9403) . }}{{- end }}

{{/* (root, component): larmor.yaml of one program. */}}
{{- define "larmor.config" -}}
{{- $values := .root.Values }}
{{- $kafka := dict "bootstrap" $values.kafka.bootstrap "prefix" $values.kafka.prefix "createTopics" $values.kafka.createTopics }}
{{- $security := dict "protocol" $values.kafka.protocol }}
{{- if $values.kafka.ca.secret }}{{ $_ := set $security "truststore" (printf "/etc/larmor/kafka-ca/%s" $values.kafka.ca.key) }}{{ end }}
{{- if include "larmor.sasl" .root }}
{{- $_ := set $security "mechanism" $values.kafka.mechanism }}
{{- $_ := set $security "user" (get $values.kafka.users .component) }}
{{- $_ := set $security "passwordFile" "/etc/larmor/kafka-user/password" }}
{{- end }}
{{- $_ := set $kafka "security" $security }}
{{- $config := dict "kafka" $kafka }}
{{- if has .component (list "recon" "anomaly") }}
{{- $component := get $values .component }}
{{- $_ := set $config "service" (dict "graceSeconds" $component.graceSeconds) }}
{{- if $component.gpus }}{{ $_ := set $config "models" (dict "device" "cuda") }}{{ end }}
{{- end }}
{{- mergeOverwrite $config (deepCopy $values.config) | toYaml }}
{{- end }}

{{/*
(root, component, flavor, args, ports, secrets, keys): the Deployment of one program. All of them are told to end and to
live in the same way, have the same rights (none), and write nowhere but to /tmp.
*/}}
{{- define "larmor.deployment" -}}
{{- $root := .root }}
{{- $component := get $root.Values .component }}
{{- $ops := include "larmor.opsPort" .component }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "larmor.name" $root }}-{{ .component }}
  labels:
    {{- include "larmor.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
spec:
  {{- if not (and $component.autoscaling $component.autoscaling.enabled) }}
  replicas: {{ $component.replicas | default 1 }}
  {{- end }}
  {{- if has .component (list "recon" "anomaly") }}
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: {{ ternary 0 1 (gt (int $component.gpus) 0) }}, maxUnavailable: {{ ternary 1 0 (gt (int $component.gpus) 0) }}}}
  {{- end }}
  selector:
    matchLabels: {{- include "larmor.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "larmor.selector" . | nindent 8 }}
        {{- with $root.Values.podLabels }}{{ toYaml . | nindent 8 }}{{ end }}
      annotations:
        checksum/config: {{ include "larmor.config" . | sha256sum }}
        {{- with $root.Values.podAnnotations }}{{ toYaml . | nindent 8 }}{{ end }}
    spec:
      serviceAccountName: {{ include "larmor.serviceAccount" $root }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with $root.Values.image.pullSecrets }}
      imagePullSecrets: {{ range . }}{{ printf "\n        - name: %s" . }}{{ end }}
      {{- end }}
      {{- with $root.Values.priorityClassName }}
      priorityClassName: {{ . }}
      {{- end }}
      {{- with $component.graceSeconds }}
      terminationGracePeriodSeconds: {{ add . 15 }} # the service's own, and time to leave its group
      {{- end }}
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        fsGroup: 10001
        seccompProfile: {type: RuntimeDefault}
      {{- with .keys }}
      initContainers: # the program refuses a key that others may read, and a secret's file is always its group's too
        - name: keys
          image: {{ include "larmor.image" (dict "root" $root "flavor" "slim") }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          command: [sh, -c, "umask 077 && cp -L /etc/larmor/keys-of-others/* /etc/larmor/keys"]
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
          resources: {limits: {memory: 32Mi, cpu: 100m}}
          volumeMounts:
            - {name: keys-of-others, mountPath: /etc/larmor/keys-of-others, readOnly: true}
            - {name: keys, mountPath: /etc/larmor/keys}
      {{- end }}
      containers:
        - name: {{ .component }}
          image: {{ include "larmor.image" (dict "root" $root "flavor" .flavor) }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          args: {{ .args | toJson }}
          {{- $env := $component.env }}
          {{- if include "larmor.sasl" $root }}{{ $env = append $env (dict "name" "LARMOR_KAFKA_SECURITY_USER" "value" (get $root.Values.kafka.users .component)) }}{{ end }}
          {{- with $env }}
          env: {{- toYaml . | nindent 12 }}
          {{- end }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
          ports:
            - {name: ops, containerPort: {{ $ops }}}
            {{- range $name, $port := .ports }}
            - {name: {{ $name }}, containerPort: {{ $port }}}
            {{- end }}
          startupProbe: {httpGet: {path: /health/live, port: ops}, periodSeconds: 5, failureThreshold: 24}
          livenessProbe: {httpGet: {path: /health/live, port: ops}, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3}
          readinessProbe: {httpGet: {path: /health/ready, port: ops}, periodSeconds: 5, timeoutSeconds: 3}
          {{- $resources := deepCopy $component.resources }}
          {{- if $component.gpus }}
          {{- $_ := set $resources "limits" (set ($resources.limits | default dict) $component.gpuResource $component.gpus) }}
          {{- end }}
          resources: {{- toYaml $resources | nindent 12 }}
          volumeMounts:
            - {name: config, mountPath: /etc/larmor/config, readOnly: true}
            - {name: tmp, mountPath: /tmp}
            {{- if $root.Values.kafka.ca.secret }}
            - {name: kafka-ca, mountPath: /etc/larmor/kafka-ca, readOnly: true}
            {{- end }}
            {{- if include "larmor.sasl" $root }}
            - {name: kafka-user, mountPath: /etc/larmor/kafka-user, readOnly: true}
            {{- end }}
            {{- if .keys }}
            - {name: keys, mountPath: /etc/larmor/keys, readOnly: true}
            {{- end }}
            {{- range .secrets }}
            - {name: {{ .name }}, mountPath: {{ .path }}, readOnly: true}
            {{- end }}
            {{- with $component.volumeMounts }}{{ toYaml . | nindent 12 }}{{ end }}
      volumes:
        - {name: config, configMap: {name: {{ include "larmor.name" $root }}, items: [{key: {{ .component }}.yaml, path: larmor.yaml}]}}
        - {name: tmp, emptyDir: {sizeLimit: 1Gi}}
        {{- if $root.Values.kafka.ca.secret }}
        - {name: kafka-ca, secret: {secretName: {{ $root.Values.kafka.ca.secret }}}}
        {{- end }}
        {{- if include "larmor.sasl" $root }}
        - name: kafka-user
          secret: {secretName: {{ get $root.Values.kafka.users .component }}, items: [{key: {{ $root.Values.kafka.passwordKey }}, path: password}]}
        {{- end }}
        {{- with .keys }}
        - {name: keys-of-others, secret: {secretName: {{ . }}}}
        - {name: keys, emptyDir: {medium: Memory, sizeLimit: 1Mi}}
        {{- end }}
        {{- range .secrets }}
        - {name: {{ .name }}, secret: {secretName: {{ required (printf "a secret must be named for %s" .name) .secret }}}}
        {{- end }}
        {{- with $component.volumes }}{{ toYaml . | nindent 8 }}{{ end }}
      {{- with $component.nodeSelector }}
      nodeSelector: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $component.affinity }}
      affinity: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- $tolerations := $component.tolerations }}
      {{- if $component.gpus }}{{ $tolerations = append $tolerations (dict "key" $component.gpuResource "operator" "Exists" "effect" "NoSchedule") }}{{ end }}
      {{- with $tolerations }}
      tolerations: {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end }}
