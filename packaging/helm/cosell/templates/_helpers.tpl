{{- define "cosell.labels" -}}
app.kubernetes.io/name: cosell
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "cosell.secret" -}}
{{ .Values.existingSecret | default .Release.Name }}
{{- end }}
{{- define "cosell.postgres" -}}
{{- if or .Values.store.postgresUrl .Values.store.postgresInSecret }}true{{ end -}}
{{- end }}
{{- define "cosell.scheme" -}}
{{- if .Values.tls.secret }}HTTPS{{ else }}HTTP{{ end -}}
{{- end }}
{{- define "cosell.names" -}}
{{- $name := .Release.Name }}
{{- $inside := printf "%s.%s" $name .Release.Namespace }}
{{- list $name $inside (printf "%s.svc" $inside) (printf "%s.svc.cluster.local" $inside) | toJson -}}
{{- end }}
