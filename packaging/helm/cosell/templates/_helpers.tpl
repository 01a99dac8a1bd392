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
