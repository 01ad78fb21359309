"""The screen: Streamlit pages and components over the workflow functions."""
